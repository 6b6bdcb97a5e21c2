/**
 * Floor 3: this node's disk: the home's lock, pack files, and the SQLite database.
 *
 * <h2>What was decided here, and why</h2>
 *
 * <ul>
 *   <li><b>A pack</b> is written to {@code tmp/<sha256>.part}, hashed on the way, fsynced, renamed
 *       to {@code packs/ab/cd/<sha256>.pack}, and its folder is fsynced, as are the folders above
 *       it when this process uses them for the first time. Folder fsyncs are not grouped: file
 *       systems with a journal already merge those that come together. Windows has no folder fsync;
 *       see {@link org.hozon.store.FolderSync}.
 *   <li><b>Start-up</b> lists {@code tmp/}, {@code trash/} and the folders of packs, no packs. A
 *       crash between the rename and the inventory leaves a mark in {@code tmp/}; such a pack goes
 *       to the trash, for nobody was given a receipt, and is taken back when its sender comes
 *       again.
 *   <li><b>The reserve</b> counts what all receptions have still to receive, is looked at again
 *       with each MiB written, and unfinished parts give way to packs that come.
 *   <li><b>One database thread writes</b>; writes that wait together share a transaction and its
 *       fsync. {@code synchronous} is FULL for a transaction with a promise in it and NORMAL for
 *       one of caches only. A large cache write (a million chunks take seconds) delays promises
 *       that come behind it.
 *   <li><b>Flyway</b> takes 0.35 s in a cold process, so it is asked only when its history table
 *       says that there is a script to run; checksums of scripts already run are not compared.
 *   <li><b>A damaged database</b> is set aside and made anew; see {@link
 *       org.hozon.store.DatabaseRescue} and decision 0011.
 *   <li><b>Sums of the inventory</b> are kept by triggers, in the same transaction as the rows.
 *   <li><b>Paths of seen files</b> are stored in CESU-8: they sort as Java's strings do, so a walk
 *       can be merged with them, and unpaired surrogates survive.
 * </ul>
 */
package org.hozon.store;
