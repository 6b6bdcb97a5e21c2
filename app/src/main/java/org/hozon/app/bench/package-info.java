/** {@code hozon bench}: the speed of the real thing beside the floor measured in the same run. */
package org.hozon.app.bench;
