package offprint.engine;

import offprint.method.Card;

/** Renders an outcome as a page of its own. */
public final class HtmlReport {
  private HtmlReport() {}

  public static String page(Card card, Outcome outcome) {
    return "<!doctype html><title>" + card.id() + "</title>";
  }
}
