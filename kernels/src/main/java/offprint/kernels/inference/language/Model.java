package offprint.kernels.inference.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import offprint.kernels.inference.number.Arithmetic;
import offprint.kernels.inference.program.Program;
import org.jspecify.annotations.Nullable;

/**
 * A model in the language: statements {@code let x = e}, {@code x ~ normal(m, s)}, {@code observe
 * normal(m, s) = e}, {@code factor e}, {@code condition e}, {@code if e {…} else {…}}, {@code for i
 * in a..b {…}} with both ends, {@code while e {…}}, {@code fun f(x) {…}}, {@code return e}, {@code
 * data y = column} and {@code parameters {…}}, each on a line or after a semicolon.
 */
public final class Model {
  private final List<Statement> statements;
  private final Set<String> drawn = new LinkedHashSet<>();
  private final Statement.@Nullable Return result;

  private Model(List<Statement> statements) {
    this.statements = statements;
    gather(statements, drawn);
    this.result =
        !statements.isEmpty() && statements.getLast() instanceof Statement.Return last
            ? last
            : null;
  }

  /**
   * @throws ModelFault with line and column of what is wrong
   */
  public static Model parse(String text) {
    Model model = new Model(Parser.parse(text));
    if (model.statements.isEmpty()) {
      throw new ModelFault(new Place(1, 1), "the model is empty");
    }
    return model;
  }

  /** Names drawn outside loops and functions. */
  private static void gather(List<Statement> statements, Set<String> names) {
    for (Statement statement : statements) {
      switch (statement) {
        case Statement.Draw(String name, _, _) -> names.add(name);
        case Statement.If _, Statement.Parameters _ -> gather(Statement.inside(statement), names);
        default -> {}
      }
    }
  }

  /** The columns of data it reads, by the name of the variable each is bound to. */
  public Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    statements.forEach(s -> columns(s, columns));
    return columns;
  }

  private static void columns(Statement statement, Map<String, String> into) {
    if (statement instanceof Statement.Data(String name, String column, _)) {
      into.put(name, column);
    }
    Statement.inside(statement).forEach(s -> columns(s, into));
  }

  /** Names that are drawn once, outside loops and functions. */
  public Set<String> drawn() {
    return drawn;
  }

  /** How a run ended: what it returned and the variables then. */
  record Ended(Object value, Frame frame) {}

  /**
   * What a run came to.
   *
   * @param value what it returned, or the list of what it drew outside loops; a number or a list
   * @param drawn values drawn outside loops, by name
   */
  public record Outcome(Object value, Map<String, Object> drawn) {}

  /** The program for data by variable; numbers are of the given arithmetic. */
  public <W> Program<W, Outcome> program(Arithmetic<W> numbers, Map<String, List<W>> data) {
    Compiled<W> compiled = new Compiled<>(numbers, data);
    return compiled.start(compiled.all());
  }

  /**
   * The program in two: its parameters, whose result is the rest of the program. Parameters are the
   * block of that name, or else what is drawn before the first loop, branch or score.
   */
  public <W> Program<W, Program<W, Outcome>> parametersFirst(
      Arithmetic<W> numbers, Map<String, List<W>> data) {
    return new Compiled<>(numbers, data).split();
  }

  private int parameterStatements() {
    int count = 0;
    for (Statement statement : statements) {
      if (statement instanceof Statement.Parameters) {
        return count + 1;
      }
      count++;
    }
    count = 0;
    for (Statement statement : statements) {
      boolean plain =
          switch (statement) {
            case Statement.Let _, Statement.Draw _, Statement.Data _, Statement.Fun _ -> true;
            default -> false;
          };
      if (!plain) {
        break;
      }
      count++;
    }
    return count;
  }

  private final class Compiled<W> {
    private final Compiler<W> compiler;

    Compiled(Arithmetic<W> numbers, Map<String, List<W>> data) {
      Map<String, List<Object>> columns = new HashMap<>();
      data.forEach((name, column) -> columns.put(name, List.<Object>copyOf(column)));
      compiler = new Compiler<>(numbers, columns, null);
      compiler.declare(statements);
    }

    Step all() {
      return compiler.compile(statements, Compiled::end);
    }

    private static Step end(Machine machine) {
      return machine.end(new Ended(List.of(), machine.frame()));
    }

    Program<W, Outcome> start(Step first) {
      return this.<Ended>run(first).then(ended -> Program.of(outcome(ended)));
    }

    private <A> Program<W, A> run(Step first) {
      @Nullable Object[] slots = new @Nullable Object[compiler.scope().size()];
      return Machine.resume(first, new Frame(slots, null, null), 0);
    }

    Program<W, Program<W, Outcome>> split() {
      int parameters = parameterStatements();
      List<Statement> first = statements.subList(0, parameters);
      List<Statement> second = statements.subList(parameters, statements.size());
      Step rest = compiler.compile(second, Compiled::end);
      Step start = compiler.compile(first, machine -> machine.cut(rest));
      Function<Program<W, Ended>, Program<W, Outcome>> finish =
          program -> program.then(ended -> Program.of(outcome(ended)));
      return this.<Program<W, Ended>>run(start).then(program -> Program.of(finish.apply(program)));
    }

    private Outcome outcome(Ended ended) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (String name : drawn) {
        Scope.Slot at = Objects.requireNonNull(compiler.scope().find(name));
        Object value = ended.frame().slots()[at.slot()];
        if (value != null) {
          values.put(name, value);
        }
      }
      Object value = result == null ? List.copyOf(values.values()) : ended.value();
      return new Outcome(value, values);
    }
  }

  /**
   * The numbers of an outcome by name: what is returned, by its text, or else what was drawn. Items
   * of lists are name[0], name[1] …
   */
  public <W> Map<String, Double> numbers(Outcome outcome, Arithmetic<W> numbers) {
    Map<String, Double> named = new LinkedHashMap<>();
    if (result == null) {
      outcome.drawn().forEach((name, value) -> add(name, value, numbers, named));
      return named;
    }
    List<String> texts = result.texts();
    if (result.value() instanceof Expression.Items) {
      List<Object> items = Functions.list(outcome.value());
      for (int i = 0; i < texts.size(); i++) {
        add(texts.get(i), items.get(i), numbers, named);
      }
    } else {
      add(texts.getFirst(), outcome.value(), numbers, named);
    }
    return named;
  }

  /** As {@link #numbers}, of one value. */
  public static <W> void add(
      String name, Object value, Arithmetic<W> numbers, Map<String, Double> into) {
    if (value instanceof List) {
      List<Object> items = new ArrayList<>(Functions.list(value));
      for (int i = 0; i < items.size(); i++) {
        add("%s[%d]".formatted(name, i), items.get(i), numbers, into);
      }
    } else {
      into.put(name, numbers.toDouble(Functions.number(value, numbers)));
    }
  }
}
