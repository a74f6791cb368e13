package offprint.server.collection;

/**
 * A collection, without its papers.
 *
 * @param owner number of the account
 * @param ownerName its name
 * @param description plain text, "" for none
 * @param word secret of the link that shares it
 * @param papers how many it has
 */
public record CollectionSummary(
    long id,
    long owner,
    String ownerName,
    String title,
    String description,
    Visibility visibility,
    String word,
    long createdMillis,
    long changedMillis,
    int papers) {

  public String url() {
    return "/collections/" + id;
  }

  /** Address of the page that the link opens. */
  public String sharedUrl() {
    return "/collections/shared/" + word;
  }

  /** "12 papers". */
  public String size() {
    return papers == 1 ? "1 paper" : papers + " papers";
  }
}
