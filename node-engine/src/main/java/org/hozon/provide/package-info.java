/** Floor 5: the offer: what this node contributes, what of it is used, what it still takes. */
package org.hozon.provide;
