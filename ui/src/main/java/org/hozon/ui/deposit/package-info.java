/** Deposits: making them, looking into them, taking out of them. */
package org.hozon.ui.deposit;
