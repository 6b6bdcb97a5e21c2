/** Floor 6: HozonNode assembled from the parts; settings; the local control port. */
package org.hozon.node;
