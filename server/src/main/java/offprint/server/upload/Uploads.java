package offprint.server.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import offprint.server.account.Accounts;
import offprint.server.home.Home;
import offprint.server.home.Removals;
import offprint.server.web.Problem;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * Uploaded files: {@code uploads/RANDOM/NAME}, never served directly, each with a row that names
 * its owner. A file appears whole or not at all. Another's file is answered as one that does not
 * exist.
 */
@Component
public final class Uploads {
  private static final int ID_BYTES = 16;

  private final Path folder;
  private final UploadLimit limit;
  private final Accounts accounts;
  private final Removals removals;
  private final ObjectProvider<StorageQuota> allowance;
  private final UploadTable table;
  private final TransactionTemplate transaction;
  private final SecureRandom random = new SecureRandom();

  Uploads(
      Home home,
      UploadLimit limit,
      Accounts accounts,
      Removals removals,
      ObjectProvider<StorageQuota> allowance) {
    this.allowance = allowance;
    this.folder = home.uploads();
    this.limit = limit;
    this.accounts = accounts;
    this.removals = removals;
    this.table = new UploadTable(JdbcClient.create(home.dataSource()));
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(home.dataSource()));
    new UploadRecovery(home, table).settle();
  }

  /**
   * Stores the content of a stream as the viewer's file.
   *
   * @param name the reader's name for it; unusual characters become underscores
   * @throws Problem if the content exceeds the size limit or the account's quota
   */
  public Upload store(String name, InputStream content) throws IOException {
    long owner = accounts.runner();
    long left = allowance.getObject().left(owner);
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    Path place = Files.createDirectory(folder.resolve(id));
    Path partial = place.resolve(UploadRecovery.PARTIAL);
    try {
      long size = copy(content, partial, left);
      if (size > left) {
        throw allowance.getObject().exhausted(owner);
      }
      StoredUpload upload = new StoredUpload(id, owner, safe(name), size, Instant.now());
      transaction.executeWithoutResult(
          _ -> {
            table.insert(upload);
            move(partial, place.resolve(upload.name()));
          });
      return upload.upload();
    } catch (IOException | RuntimeException e) {
      FileSystemUtils.deleteRecursively(place);
      throw e;
    }
  }

  private static void move(Path partial, Path file) {
    try {
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Copies a stream; stops once more than {@code left} bytes were read. */
  private long copy(InputStream content, Path partial, long left) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long bytes = 0;
    try (OutputStream out = Files.newOutputStream(partial)) {
      for (int n = content.read(buffer); n >= 0 && bytes <= left; n = content.read(buffer)) {
        bytes += n;
        if (bytes > limit.bytes()) {
          throw Problem.tooLarge(limit.refusal());
        }
        out.write(buffer, 0, n);
      }
    }
    return bytes;
  }

  /** The upload with a reference, if it is the viewer's or has no owner. */
  public Optional<Upload> find(String ref) {
    return visible(ref).map(StoredUpload::upload);
  }

  private Optional<StoredUpload> visible(String ref) {
    if (!ref.matches("upload:[0-9a-f]{32}")) {
      return Optional.empty();
    }
    long viewer = accounts.runner();
    return table
        .find(ref.substring("upload:".length()))
        .filter(upload -> upload.owner() == 0 || upload.owner() == viewer);
  }

  /**
   * @throws Problem not found
   */
  StoredUpload get(String id) {
    return visible("upload:" + id).orElseThrow(() -> missing(id));
  }

  private static Problem missing(String id) {
    return Problem.notFound("there is no upload '%s'".formatted(id));
  }

  /** Path of the file. */
  Path file(StoredUpload upload) {
    return folder.resolve(upload.id()).resolve(upload.name());
  }

  /** The viewer's files, newest first; those without owner where no account is needed. */
  List<StoredUpload> mine() {
    long viewer = accounts.runner();
    if (viewer == 0 && !accounts.isOpen()) {
      throw Problem.unknown("your files need an account: sign in at /login");
    }
    return table.ofOwner(viewer);
  }

  List<StoredUpload> ofOwner(long account) {
    return table.ofOwner(account);
  }

  /**
   * Deletes a file of the viewer. Runs that are reading it may fail.
   *
   * @throws Problem not found, or refused for a file without owner where an account is needed
   */
  void delete(String id) {
    StoredUpload upload = get(id);
    if (upload.owner() == 0 && !accounts.isOpen() && !accounts.viewer().isAdministrator()) {
      throw Problem.refused(
          "the file %s is nobody's: an administrator may delete it".formatted(id));
    }
    forget(upload);
  }

  /** Deletes a file, in the current transaction if there is one. */
  void forget(StoredUpload upload) {
    transaction.executeWithoutResult(
        _ -> {
          table.delete(upload.id());
          removals.note("uploads/" + upload.id(), () -> {});
        });
  }

  /** Bytes of all files of an account; 0 for files without owner. */
  public long bytes(long account) {
    return table.bytes(account);
  }

  /** Bytes of all files. */
  public long bytes() {
    return table.bytes();
  }

  /** Greatest size of a file in megabytes. */
  public int limitMegabytes() {
    return limit.megabytes();
  }

  private static String safe(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String plain = last.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^[._-]+", "");
    return plain.isEmpty() ? "data" : plain.substring(Math.max(0, plain.length() - 100));
  }
}
