/** Floor 1: records and value types; whatever crosses a floor is one of these. */
package org.hozon.model;
