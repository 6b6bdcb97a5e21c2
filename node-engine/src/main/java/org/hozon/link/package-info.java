/** Floor 4: the data plane between nodes: pack server and client, throttles, distance probes. */
package org.hozon.link;
