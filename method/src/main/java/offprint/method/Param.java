package offprint.method;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of a parameter record; every component carries one. Bounds come from
 * jakarta.validation annotations beside it ({@code @Min}, {@code @Max}, {@code @DecimalMin},
 * {@code @DecimalMax}, {@code @Size}, {@code @Pattern}). Component types: int, long, double,
 * boolean, String, an enum, {@link Source}, and lists of these.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Param {
  /** One line for the form, {@code --help} and the docs. */
  String help();

  /** The paper's symbol, e.g. "β". */
  String symbol() default "";

  /** Unit of the number, e.g. "bits", "steps". */
  String unit() default "";
}
