/** Real nodes in processes of their own, and what checks them: for the demo and the tests. */
package org.hozon.app.trial;
