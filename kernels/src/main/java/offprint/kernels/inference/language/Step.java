package offprint.kernels.inference.language;

/** One step of a compiled model: changes the machine and says what comes next. */
@FunctionalInterface
interface Step {
  Step run(Machine machine);
}
