package offprint.server.prose;

/** LaTeX that is not known here; whoever asked shows the source. */
final class UnknownTex extends RuntimeException {
  UnknownTex(String what) {
    super(what, null, false, false);
  }
}
