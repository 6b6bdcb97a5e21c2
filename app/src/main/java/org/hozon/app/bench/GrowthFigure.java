package org.hozon.app.bench;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What something took at one size; a field that does not apply is null and left out.
 *
 * @param what was done
 * @param size of what had grown: files, versions or packs
 * @param seconds wall time, the median where it was done several times
 * @param cpuSeconds of all processes meanwhile
 * @param rssMiB resident memory of the largest process after it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GrowthFigure(
    String what, long size, double seconds, Double cpuSeconds, Long rssMiB) {}
