package offprint.server.search.index;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.store.ChecksumIndexInput;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the checksums of an index's files piece by piece: reading several gigabytes at once
 * would slow readers and evict their pages from memory. Not thread-safe.
 */
final class Checksums implements AutoCloseable {
  private final Directory directory;
  private final Deque<String> left;
  private @Nullable ChecksumIndexInput file;

  Checksums(Directory directory, Collection<String> files) {
    this.directory = directory;
    this.left = new ArrayDeque<>(files);
  }

  /**
   * Verifies the next bytes.
   *
   * @param bytes at most, but for the ends of files
   * @param current files current files of the index; others are skipped
   * @return false once there is nothing left to read
   * @throws CorruptIndexException if a file does not hold what was written
   */
  boolean read(long bytes, Set<String> current) throws IOException {
    long rest = bytes;
    while (rest > 0) {
      if (file == null && !open(current)) {
        return false;
      }
      rest -= read(rest);
    }
    return true;
  }

  private boolean open(Set<String> current) throws IOException {
    String next = left.poll();
    while (next != null && !current.contains(next)) {
      next = left.poll();
    }
    if (next == null) {
      return false;
    }
    file = directory.openChecksumInput(next);
    return true;
  }

  private long read(long most) throws IOException {
    ChecksumIndexInput open = Objects.requireNonNull(file);
    long end = open.length() - CodecUtil.footerLength();
    if (end < 0) {
      throw new CorruptIndexException("it has only %d bytes".formatted(open.length()), open);
    }
    long from = open.getFilePointer();
    open.seek(from + Math.min(end - from, most));
    long read = open.getFilePointer() - from;
    if (open.getFilePointer() == end) {
      CodecUtil.checkFooter(open);
      close();
    }
    return Math.max(1, read);
  }

  @Override
  public void close() throws IOException {
    ChecksumIndexInput open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }
}
