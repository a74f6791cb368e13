package offprint.server.search.index;

import static org.apache.lucene.search.DocIdSetIterator.NO_MORE_DOCS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * A Lucene index in a folder. One thread writes; any number search the state of the last {@link
 * #refresh}. Uncommitted changes are lost with the process; the stored position says where to
 * resume.
 */
public final class PaperIndex implements AutoCloseable {
  private static final double BUFFER_MEGABYTES = 24; // where the heap is small, else
  private static final double BUFFER_SHARE = 1 / 16.0; // of the heap
  private static final double LARGEST_SEGMENT_MEGABYTES = 1024;
  private static final double FEW_SEGMENTS = 3; // a tier: a search pays for each
  private static final long MERGED_BYTES = 450; // of memory for each paper of a merge, measured

  private final Path folder;
  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;
  private final Set<String> unseen = new HashSet<>(); // indexed since the last refresh
  private IndexPosition indexPosition;
  private IndexPosition committedPosition;
  private Map<String, Long> committed;
  private @Nullable Checksums checksums;

  private PaperIndex(
      Path folder, Directory directory, IndexWriter writer, IndexPosition indexPosition)
      throws IOException {
    this.folder = folder;
    this.directory = directory;
    this.writer = writer;
    this.indexPosition = indexPosition;
    this.committedPosition = indexPosition;
    this.searchers = new SearcherManager(writer, new Searchers());
    this.committed = sizes();
  }

  /** Work on an unchanging searcher. */
  public interface Reading<T> {
    T read(IndexSearcher searcher) throws IOException;
  }

  private static final class Searchers extends org.apache.lucene.search.SearcherFactory {
    @Override
    public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setSimilarity(similarity());
      searcher.setQueryCache(null);
      return searcher;
    }
  }

  static Similarity similarity() {
    return new Bm25();
  }

  /**
   * Creates an index; deletes what was in the folder.
   *
   * @param indexPosition start position
   */
  public static PaperIndex create(Path folder, IndexPosition indexPosition) throws IOException {
    delete(folder);
    Files.createDirectories(folder);
    return open(folder, IndexWriterConfig.OpenMode.CREATE, indexPosition);
  }

  /**
   * Opens the index in the folder.
   *
   * @throws IOException if there is none, or it is incomplete, corrupt or of another version
   */
  static PaperIndex open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new java.nio.file.NoSuchFileException(folder.toString());
    }
    IndexPosition indexPosition;
    try (Directory directory = FSDirectory.open(folder)) {
      indexPosition = IndexPosition.of(SegmentInfos.readLatestCommit(directory).getUserData());
    }
    if (indexPosition == null) {
      throw new CorruptIndexException("it is of another version", folder.toString());
    }
    return open(folder, IndexWriterConfig.OpenMode.APPEND, indexPosition);
  }

  private static PaperIndex open(
      Path folder, IndexWriterConfig.OpenMode mode, IndexPosition indexPosition)
      throws IOException {
    TieredMergePolicy merges = new TieredMergePolicy();
    merges.setMaxMergedSegmentMB(LARGEST_SEGMENT_MEGABYTES);
    merges.setSegmentsPerTier(FEW_SEGMENTS);
    IndexWriterConfig config =
        new IndexWriterConfig(TextAnalysis.ofFields())
            .setOpenMode(mode)
            .setSimilarity(similarity())
            .setRAMBufferSizeMB(buffer())
            .setCodec(VectorIndex.CODEC)
            .setMergePolicy(merges)
            .setCommitOnClose(false);
    Directory directory = FSDirectory.open(folder);
    @Nullable IndexWriter writer = null;
    try {
      writer = new IndexWriter(directory, config);
      if (mode == IndexWriterConfig.OpenMode.CREATE) {
        writer.setLiveCommitData(indexPosition.data().entrySet());
        writer.commit();
      }
      return new PaperIndex(folder, directory, writer, indexPosition);
    } catch (IOException | RuntimeException e) {
      if (writer != null) {
        writer.rollback();
      }
      directory.close();
      throw e;
    }
  }

  private static double buffer() {
    return Math.max(BUFFER_MEGABYTES, Runtime.getRuntime().maxMemory() * BUFFER_SHARE / (1 << 20));
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  IndexPosition position() {
    return indexPosition;
  }

  /**
   * Replaces papers of the same key; skips unchanged ones, so that a vote, after which a paper is
   * read again, changes nothing.
   *
   * @return number of papers indexed
   */
  public int put(Collection<SearchDocument> papers, IndexPosition reached) throws IOException {
    int changed = search(searcher -> put(papers, searcher.getIndexReader()));
    indexPosition = reached;
    return changed;
  }

  private int put(Collection<SearchDocument> papers, IndexReader reader) throws IOException {
    int changed = 0;
    for (SearchDocument paper : papers) {
      Term key = new Term(Schema.KEY, paper.key());
      if (paper.isGone()) {
        writer.deleteDocuments(key);
      } else if (unseen.contains(paper.key()) || !isSame(paper, reader)) {
        writer.updateDocument(key, Schema.document(paper));
      } else {
        continue;
      }
      unseen.add(paper.key());
      changed++;
    }
    return changed;
  }

  private static boolean isSame(SearchDocument paper, IndexReader reader) throws IOException {
    int doc = find(reader, paper.key());
    return doc >= 0 && digest(reader, doc).equals(new BytesRef(paper.digest()));
  }

  /** The document of a key, -1 if there is none. */
  public static int find(IndexReader reader, String key) throws IOException {
    Term term = new Term(Schema.KEY, key);
    for (LeafReaderContext leaf : reader.leaves()) {
      PostingsEnum postings = leaf.reader().postings(term, PostingsEnum.NONE);
      Bits live = leaf.reader().getLiveDocs();
      for (int doc = postings == null ? NO_MORE_DOCS : postings.nextDoc();
          doc != NO_MORE_DOCS;
          doc = Objects.requireNonNull(postings).nextDoc()) {
        if (live == null || live.get(doc)) {
          return leaf.docBase + doc;
        }
      }
    }
    return -1;
  }

  /** Stored digest of a document, {@link SearchDocument#digest}. */
  public static BytesRef digest(IndexReader reader, int doc) throws IOException {
    LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(doc, reader.leaves()));
    BinaryDocValues digests =
        Objects.requireNonNull(leaf.reader().getBinaryDocValues(Schema.DIGEST));
    return digests.advanceExact(doc - leaf.docBase)
        ? BytesRef.deepCopyOf(digests.binaryValue())
        : new BytesRef();
  }

  /** Makes indexed papers visible to searches. */
  public void refresh() throws IOException {
    searchers.maybeRefreshBlocking();
    unseen.clear();
  }

  /**
   * Merges segments in the background: all if none has half of the papers, as after filling, else
   * the smallest.
   *
   * @param most number of small segments that may stay beside a large one
   * @param left number of small segments left after a merge
   */
  void condense(int most, int left) throws IOException {
    int[] papers =
        search(
            searcher ->
                searcher.getIndexReader().leaves().stream()
                    .mapToInt(leaf -> leaf.reader().numDocs())
                    .toArray());
    long all = Arrays.stream(papers).sum();
    long largest = Arrays.stream(papers).max().orElse(0);
    boolean scattered =
        2 * largest < all && all * MERGED_BYTES < Runtime.getRuntime().maxMemory() / 2;
    if ((scattered || papers.length > most) && writer.getMergingSegments().isEmpty()) {
      writer.forceMerge(scattered ? 1 : left, false);
    }
  }

  boolean isCommitted() {
    return !writer.hasUncommittedChanges() && indexPosition.equals(committedPosition);
  }

  public void commit() throws IOException {
    writer.setLiveCommitData(indexPosition.data().entrySet());
    writer.commit();
    committedPosition = indexPosition;
    committed = sizes();
  }

  private Map<String, Long> sizes() throws IOException {
    Map<String, Long> sizes = new HashMap<>();
    for (String file : SegmentInfos.readLatestCommit(directory).files(true)) {
      sizes.put(file, directory.fileLength(file));
    }
    return sizes;
  }

  /**
   * Checks that the files of the last commit exist with their full length.
   *
   * @throws IOException if they are not
   */
  void check() throws IOException {
    for (Map.Entry<String, Long> file : committed.entrySet()) {
      long size = Files.size(folder.resolve(file.getKey()));
      if (size != file.getValue()) {
        throw new CorruptIndexException(
            "it has %d bytes, not %d".formatted(size, file.getValue()), file.getKey());
      }
    }
  }

  /**
   * Verifies the checksums of the next bytes of the last commit, starting again after the end.
   *
   * @param bytes so many, about
   * @return true once all have been compared
   * @throws IOException if a file is corrupt
   */
  boolean verify(long bytes) throws IOException {
    if (checksums == null) {
      checksums = new Checksums(directory, committed.keySet());
    }
    if (checksums.read(bytes, committed.keySet())) {
      return false;
    }
    checksums = null;
    return true;
  }

  /**
   * @throws org.apache.lucene.store.AlreadyClosedException if another index has taken its place
   */
  public <T> T search(Reading<T> reading) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return reading.read(searcher);
    } finally {
      searchers.release(Objects.requireNonNull(searcher));
    }
  }

  /** Closes the index; uncommitted changes are lost. */
  @Override
  public void close() throws IOException {
    try (directory;
        Checksums _ = checksums) {
      searchers.close();
      writer.rollback();
    }
  }
}
