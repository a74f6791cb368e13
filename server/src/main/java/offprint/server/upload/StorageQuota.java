package offprint.server.upload;

import offprint.server.web.Problem;

/** How much an account may keep; known to who knows what else it keeps. */
public interface StorageQuota {
  /**
   * Bytes that may still be kept.
   *
   * @param account 0 for nobody
   * @throws Problem if none may
   */
  long left(long account);

  /** What is said to who gives a file with more bytes than are left. */
  Problem exhausted(long account);
}
