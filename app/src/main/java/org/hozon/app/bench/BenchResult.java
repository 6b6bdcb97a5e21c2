package org.hozon.app.bench;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What one job measured: medians over its rounds. A field that does not apply is null and left out.
 *
 * @param job what was done
 * @param rounds how many times it was measured, warm-ups not counted
 * @param bytes plain bytes of one round
 * @param files files of one round
 * @param seconds wall time of one round
 * @param fastestSeconds of the rounds
 * @param slowestSeconds of the rounds
 * @param mibPerSecond plain MiB a second
 * @param filesPerSecond files a second
 * @param cpuSeconds CPU of all processes in one round
 * @param cpuSecondsPerGiB the same for one GiB of plain bytes
 * @param floorMibPerSecond what this computer does at best with the same work
 * @param ratioToFloor the median of the rounds' own ratios
 * @param sentBytes bytes that holders received, all copies
 * @param startSeconds from the cause to the first act
 * @param nodes processes of the mesh, the depositor's included
 * @param rssMiB resident memory of the largest process
 * @param cpuPercent share of one core
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BenchResult(
    String job,
    Integer rounds,
    Long bytes,
    Long files,
    Double seconds,
    Double fastestSeconds,
    Double slowestSeconds,
    Double mibPerSecond,
    Double filesPerSecond,
    Double cpuSeconds,
    Double cpuSecondsPerGiB,
    Double floorMibPerSecond,
    Double ratioToFloor,
    Long sentBytes,
    Double startSeconds,
    Integer nodes,
    Long rssMiB,
    Double cpuPercent) {}
