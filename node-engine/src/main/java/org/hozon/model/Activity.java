package org.hozon.model;

import java.time.Instant;
import java.util.Map;

/**
 * Something a node decided or saw, with the reason and the figures it decided by.
 *
 * @param at when
 * @param kind stable word for scripts: {@code member-failed}, {@code repair-decided}, …
 * @param text one plain sentence
 * @param facts the figures behind it by name; values are strings, numbers, booleans, lists, maps
 */
public record Activity(Instant at, String kind, String text, Map<String, Object> facts) {}
