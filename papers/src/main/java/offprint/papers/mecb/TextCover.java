package offprint.papers.mecb;

import offprint.kernels.text.CharacterModel;

/** A text written character by character from an n-gram model. */
final class TextCover implements Cover {
  static final String START = "the ";

  private final CharacterModel model;
  private final StringBuilder text = new StringBuilder();

  TextCover(CharacterModel model) {
    this.model = model;
  }

  @Override
  public double[] law() {
    int order = model.order();
    return model.law(
        text.length() >= order
            ? text.subSequence(text.length() - order, text.length())
            : START + text);
  }

  @Override
  public void act(int action) {
    text.append(model.alphabet().charAt(action));
  }

  @Override
  public String unit() {
    return "characters";
  }

  /** The text after its given beginning. */
  @Override
  public String written() {
    return text.toString();
  }

  @Override
  public int[] read(String written) {
    int[] actions = written.chars().map(model.alphabet()::indexOf).toArray();
    for (int i = 0; i < actions.length; i++) {
      if (actions[i] < 0) {
        throw new IllegalArgumentException(
            "carrier, character %d: expected one of the model's: got '%c'"
                .formatted(i + 1, written.charAt(i)));
      }
    }
    return actions;
  }
}
