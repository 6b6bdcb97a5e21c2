/**
 * Floor 5, the depositor's side: chunk, seal, place, send, versions, catalogue, restore.
 *
 * <p>A deposit ({@code DepositRun}): the walk ({@code FolderWalk}) meets entries in the order of
 * their paths beside what was seen last time ({@code SeenWalk}); unchanged files keep their chunks,
 * others are read until they hold still ({@code StableReader}) and cut into chunks. Chunks the
 * account has not ({@code ChunkLine}, {@code Reliance}) are filled into packs by two threads
 * ({@code Sealers}) and each pack is brought to its holders ({@code PackSender}); at most 160 MiB
 * of packs are in memory. The list of files ({@code ManifestWriter}) goes the same way as soon as
 * the packs its entries need have names. When every pack has its receipts, the version is added to
 * this machine's {@code Lane} and its head is published ({@code HeadKeeper}); what a killed run
 * left in the journal is settled first ({@code JournalRecovery}).
 *
 * <p>A restore ({@code RestoreRun}) streams the list, joins neighbouring chunks to ranges ({@code
 * PackRange}), fetches them from the best holders ({@code RangeFetcher}, {@code Sources}, {@code
 * Locations}) and writes each file beside its place ({@code FileSink}, {@code TargetTree}) before
 * it is moved there.
 *
 * <p>What is kept on the mesh: manifests (format 2, format 1 is read, {@code ManifestWriter}),
 * lanes and roots of heads (format 1, {@code LaneCodec}); an unknown format is refused.
 */
package org.hozon.deposit;
