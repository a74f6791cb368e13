package offprint.server.upload;

import offprint.server.web.Problem;

/** Storage quota of an account. */
public interface StorageQuota {
  /**
   * Bytes that may still be stored.
   *
   * @param account 0 for nobody
   * @throws Problem if none are left
   */
  long left(long account);

  /** The refusal of a file with more bytes than are left. */
  Problem exhausted(long account);
}
