package org.hozon.ui.talk;

/**
 * Something that went wrong, as a person is told.
 *
 * @param happened what happened
 * @param meaning what it means for their files, and what to do
 * @param details for whoever helps them; shown behind a fold
 * @param action what the one button does; null when there is nothing to be done here
 * @param mend does it
 */
public record Trouble(
    String happened, String meaning, String details, String action, Runnable mend) {}
