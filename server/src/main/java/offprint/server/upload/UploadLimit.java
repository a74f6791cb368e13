package offprint.server.upload;

/**
 * @param megabytes greatest size of one file, default 512
 */
public record UploadLimit(int megabytes) {
  public static final UploadLimit DEFAULT = new UploadLimit(512);

  public UploadLimit {
    if (megabytes < 1 || megabytes > 102_400) {
      throw new IllegalArgumentException(
          "the upload limit must be from 1 to 102400 MB: got " + megabytes);
    }
  }

  long bytes() {
    return (long) megabytes << 20;
  }

  String refusal() {
    return "the file must have at most %d MB".formatted(megabytes);
  }
}
