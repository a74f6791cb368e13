package offprint.server.feed;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Instant;
import offprint.server.web.Gzip;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Compresses an answer while it is written, and holds it back. */
final class ZippedResponse extends HttpServletResponseWrapper implements AutoCloseable {
  private static final int PIECE = 1 << 12;

  private final Gzip.Output zip;
  private @Nullable PrintWriter writer;

  ZippedResponse(HttpServletResponse response, Gzip gzip) {
    super(response);
    this.zip = gzip.output();
  }

  /**
   * The complete compressed body.
   *
   * @param version of the lists it was made from
   */
  ListCache.Body body(String version, Instant made) {
    if (writer != null) {
      writer.flush();
    }
    int size = zip.size();
    return new ListCache.Body(version, made, String.valueOf(getContentType()), zip.end(), size);
  }

  @Override
  public PrintWriter getWriter() {
    if (writer == null) {
      writer =
          new PrintWriter(
              new BufferedWriter( // in pieces, since a large write would be copied first
                  new OutputStreamWriter(zip, Charset.forName(getCharacterEncoding())), PIECE));
    }
    return writer;
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return new ServletOutputStream() {
      @Override
      public void write(int value) throws IOException {
        zip.write(value);
      }

      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        zip.write(bytes, from, count);
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        throw new IllegalStateException("lists are written at once");
      }
    };
  }

  @Override
  public void flushBuffer() {
    // nothing is sent before everything is written
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    forget();
  }

  @Override
  public void reset() {
    super.reset();
    forget();
  }

  private void forget() {
    writer = null;
    zip.restart();
  }

  @Override
  public void setContentLength(int length) {
    // the compressed length is known later
  }

  @Override
  public void setContentLengthLong(long length) {
    // that of what is sent is known later
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, @Nullable String value) {
    if (!name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
      super.addHeader(name, value);
    }
  }

  @Override
  public void close() {
    zip.close();
  }
}
