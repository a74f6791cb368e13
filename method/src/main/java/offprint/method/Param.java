package offprint.method;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of a parameter record; every component carries one. Bounds come from
 * jakarta.validation annotations beside it ({@code @Min}, {@code @Max}, {@code @DecimalMin},
 * {@code @DecimalMax}, {@code @Size}, {@code @Pattern}). Component types: int, long, double,
 * boolean, String, an enum, {@link Source}, lists of these, and records of such components.
 *
 * <p>A component that is itself a record is a group: its components are parameters of their own,
 * with flat names on every surface, and form one section of the form that {@link #label} names.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Param {
  /** One line for the form, {@code --help} and the docs. */
  String help();

  /** Words a person uses, e.g. "Hidden features"; empty: made from the component's name. */
  String label() default "";

  /** The paper's symbol, e.g. "β". */
  String symbol() default "";

  /** Unit of the number, e.g. "bits", "steps". */
  String unit() default "";

  /**
   * The default, written as a form field is: {@code "96"}, {@code "example:etth2"}, {@code "a,b"},
   * {@code "movingAverage"} for the constant MOVING_AVERAGE. The defaults of all components are the
   * first preset. Empty means an empty text, list or source; numbers, booleans and enums need one.
   *
   * <p>Of a group: which defaults differ here from those that its record declares, as {@code
   * "epochs=10; rate=0.1"}.
   */
  String value() default "";

  /**
   * Name of the {@link Source} whose columns this text, or list of texts, names. The form offers
   * them; the default is dropped when the reader brings other data.
   */
  String columnOf() default "";

  /** What a {@link Source} may hold: the form offers only examples of these kinds. */
  Kind[] accepts() default {};

  /** True for what few readers change: the form folds it. */
  boolean advanced() default false;
}
