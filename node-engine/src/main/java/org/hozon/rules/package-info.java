/**
 * Floor 2: the pure decisions: from records, a clock reading and a seed to records with reasons.
 */
package org.hozon.rules;
