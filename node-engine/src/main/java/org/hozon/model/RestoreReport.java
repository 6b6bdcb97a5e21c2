package org.hozon.model;

import java.util.List;

/**
 * How a restore ended.
 *
 * @param files files, folders and links written
 * @param bytes plain bytes written
 * @param seconds how long it took
 * @param skipped entries left out because something stood there already
 * @param problems one sentence for each entry that could not be written as it was
 */
public record RestoreReport(
    long files, long bytes, double seconds, long skipped, List<String> problems) {}
