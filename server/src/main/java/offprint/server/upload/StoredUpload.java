package offprint.server.upload;

import java.time.Instant;

/**
 * A file as it is stored.
 *
 * @param id name of its folder
 * @param owner the account, 0 for nobody
 */
record StoredUpload(String id, long owner, String name, long bytes, Instant created) {
  String ref() {
    return "upload:" + id;
  }

  Upload upload() {
    return new Upload(ref(), name, bytes);
  }
}
