package offprint.kernels.inference.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import offprint.kernels.inference.number.Arithmetic;
import offprint.kernels.inference.program.Law;
import org.jspecify.annotations.Nullable;

/**
 * Compiles statements to steps, last first, each knowing what comes next. Calls of the model's
 * functions are taken out of expressions and done before them, from left to right, as a function
 * may draw.
 */
final class Compiler<W> {
  private final Arithmetic<W> numbers;
  private final Map<String, List<Object>> columns;
  private final Scope scope;

  /**
   * @param columns data by the name of the variable they are bound to
   */
  Compiler(Arithmetic<W> numbers, Map<String, List<Object>> columns, @Nullable Scope outer) {
    this.numbers = numbers;
    this.columns = columns;
    this.scope = new Scope(outer);
  }

  Scope scope() {
    return scope;
  }

  /** A value in a frame. */
  private interface Value {
    Object of(Frame frame);
  }

  /** A call to be done before a statement. */
  private record Before(Expression.Call call, int slot, Value function, Value[] arguments) {}

  /** A step that may be entered before what it does is known. */
  private static final class Loop implements Step {
    private @Nullable Step first;

    @Override
    public Step run(Machine machine) {
      return Objects.requireNonNull(first).run(machine);
    }
  }

  /** Declares what statements assign, in order, so that slots are known before any is compiled. */
  void declare(List<Statement> statements) {
    for (Statement statement : statements) {
      switch (statement) {
        case Statement.Let(String name, _, _) -> scope.declare(name);
        case Statement.Draw(String name, _, _) -> scope.declare(name);
        case Statement.Data(String name, _, _) -> scope.declare(name);
        case Statement.Fun(String name, _, _, _) -> scope.declare(name);
        case Statement.For loop -> {
          scope.declare(loop.name());
          declare(loop.body());
        }
        case Statement.If _, Statement.While _, Statement.Parameters _ ->
            declare(Statement.inside(statement));
        default -> {}
      }
    }
  }

  Step compile(List<Statement> statements, Step next) {
    Step step = next;
    for (Statement statement : statements.reversed()) {
      step = compile(statement, step);
    }
    return step;
  }

  private Step compile(Statement statement, Step next) {
    List<Before> before = new ArrayList<>();
    Place place = statement.place();
    Step step =
        switch (statement) {
          case Statement.Let(String name, Expression expression, _) -> {
            int slot = scope.declare(name);
            Value value = value(expression, before);
            yield machine -> {
              machine.set(slot, value.of(machine.frame()));
              return next;
            };
          }
          case Statement.Draw(String name, Statement.Dist dist, _) -> {
            int slot = scope.declare(name);
            Value law = law(dist, before);
            yield machine -> machine.draw(name, cast(law.of(machine.frame())), slot, next);
          }
          case Statement.Observe(Statement.Dist dist, Expression expression, _) -> {
            Value law = law(dist, before);
            Value value = value(expression, before);
            String where = place.toString();
            yield machine -> {
              Frame frame = machine.frame();
              return machine.observe(where, cast(law.of(frame)), value.of(frame), next);
            };
          }
          case Statement.Factor(Expression expression, boolean condition, _) -> {
            Value value = value(expression, before);
            yield machine -> {
              Object weight = value.of(machine.frame());
              if (condition) {
                Functions.truth(weight, numbers);
              }
              return machine.score(numbers.weights().of(Functions.number(weight, numbers)), next);
            };
          }
          case Statement.If(Expression expression, var then, var otherwise, _) -> {
            Value condition = value(expression, before);
            Step first = compile(then, next);
            Step second = compile(otherwise, next);
            yield machine ->
                Functions.truth(condition.of(machine.frame()), numbers) ? first : second;
          }
          case Statement.For loop -> loop(loop, before, next);
          case Statement.While(Expression expression, List<Statement> body, _) -> {
            Loop start = new Loop();
            Value condition = value(expression, before);
            Step first = compile(body, start);
            Step test =
                machine -> {
                  machine.turn();
                  return Functions.truth(condition.of(machine.frame()), numbers) ? first : next;
                };
            start.first = called(before, located(place, test));
            yield start;
          }
          case Statement.Fun fun -> function(fun, next);
          case Statement.Return(Expression expression, _, _) -> {
            Value value = value(expression, before);
            yield machine -> result(machine, value.of(machine.frame()));
          }
          case Statement.Data(String name, _, _) -> {
            int slot = scope.declare(name);
            List<Object> column = Objects.requireNonNull(columns.get(name));
            yield machine -> {
              machine.set(slot, column);
              return next;
            };
          }
          case Statement.Parameters(List<Statement> body, _) -> compile(body, next);
        };
    return statement instanceof Statement.While ? step : called(before, located(place, step));
  }

  @SuppressWarnings("unchecked") // made by law
  private Law<W, Object> cast(Object law) {
    return (Law<W, Object>) law;
  }

  private static Step result(Machine machine, Object value) {
    Frame.Return back = machine.frame().back();
    if (back == null) {
      return machine.end(new Model.Ended(value, machine.frame()));
    }
    machine.enter(back.caller().with(back.slot(), value));
    return back.next();
  }

  private Step loop(Statement.For loop, List<Before> before, Step next) {
    int variable = scope.declare(loop.name());
    int counter = scope.temporary();
    int end = scope.temporary();
    Value from = value(loop.from(), before);
    Value to = value(loop.to(), before);
    W one = numbers.of(1);
    Loop start = new Loop();
    Step body = compile(loop.body(), start);
    start.first =
        machine -> {
          machine.turn();
          @Nullable Object[] slots = machine.frame().slots();
          W at = Functions.number(Objects.requireNonNull(slots[counter]), numbers);
          W last = Functions.number(Objects.requireNonNull(slots[end]), numbers);
          if (numbers.compare(at, last) > 0) {
            return next;
          }
          @Nullable Object[] changed = slots.clone();
          changed[variable] = at;
          changed[counter] = numbers.add(at, one);
          machine.enter(new Frame(changed, machine.frame().outer(), machine.frame().back()));
          return body;
        };
    return machine -> {
      Frame frame = machine.frame();
      int first = Functions.index(from.of(frame), numbers);
      int last = Functions.index(to.of(frame), numbers);
      machine.set(counter, numbers.of(first));
      machine.set(end, numbers.of(last));
      return start;
    };
  }

  private Step function(Statement.Fun fun, Step next) {
    int slot = scope.declare(fun.name());
    Compiler<W> inner = new Compiler<>(numbers, columns, scope);
    List<Integer> parameters = fun.parameters().stream().map(inner.scope::declare).toList();
    inner.declare(fun.body());
    Step body =
        inner.compile(
            fun.body(),
            _ -> {
              throw new ModelFault(fun.place(), fun.name() + " ends without return");
            });
    int size = inner.scope.size();
    return machine -> {
      Frame.Closure closure = new Frame.Closure(fun.name(), parameters, size, body);
      machine.set(slot, closure);
      closure.seen = machine.frame();
      return next;
    };
  }

  private Step called(List<Before> before, Step step) {
    Step next = step;
    for (Before call : before.reversed()) {
      Step then = next;
      next = located(call.call.place(), machine -> enter(machine, call, then));
    }
    return next;
  }

  private static Step enter(Machine machine, Before call, Step then) {
    machine.turn();
    Frame frame = machine.frame();
    if (!(call.function.of(frame) instanceof Frame.Closure closure)) {
      throw new IllegalArgumentException("only functions can be called");
    }
    if (closure.parameters.size() != call.arguments.length) {
      throw new IllegalArgumentException(
          "%s must have %d arguments: got %d"
              .formatted(closure.name, closure.parameters.size(), call.arguments.length));
    }
    @Nullable Object[] slots = new @Nullable Object[closure.size];
    for (int i = 0; i < call.arguments.length; i++) {
      slots[closure.parameters.get(i)] = call.arguments[i].of(frame);
    }
    machine.enter(new Frame(slots, closure.seen, new Frame.Return(frame, call.slot, then)));
    return closure.body;
  }

  /** A step whose faults are told with their place. */
  private static Step located(Place place, Step step) {
    return machine -> {
      try {
        return step.run(machine);
      } catch (ModelFault e) {
        throw e;
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new ModelFault(place, String.valueOf(e.getMessage()));
      }
    };
  }

  private Value law(Statement.Dist dist, List<Before> before) {
    Value[] arguments = values(dist.arguments(), before);
    Distribution distribution = dist.distribution();
    return frame -> distribution.law(evaluate(arguments, frame), numbers);
  }

  private static Object[] evaluate(Value[] values, Frame frame) {
    Object[] evaluated = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      evaluated[i] = values[i].of(frame);
    }
    return evaluated;
  }

  private Value[] values(List<Expression> expressions, List<Before> before) {
    return expressions.stream().map(e -> value(e, before)).toArray(Value[]::new);
  }

  private Value value(Expression expression, List<Before> before) {
    return switch (expression) {
      case Expression.Literal(String text, _) -> {
        Object number = Objects.requireNonNull((Object) numbers.parse(text));
        yield _ -> number;
      }
      case Expression.Variable(String name, Place place) -> variable(name, place);
      case Expression.Items(List<Expression> items, _) -> {
        Value[] values = values(items, before);
        yield frame -> List.of(evaluate(values, frame));
      }
      case Expression.Apply(String name, List<Expression> arguments, Place place) ->
          apply(Functions.of(name, arguments.size(), place, numbers), values(arguments, before));
      case Expression.Call call -> {
        Value function = value(call.function(), before);
        Value[] arguments = values(call.arguments(), before);
        int slot = scope.temporary();
        before.add(new Before(call, slot, function, arguments));
        yield frame -> Objects.requireNonNull(frame.slots()[slot]);
      }
    };
  }

  private static Value apply(Functions.Function function, Value[] arguments) {
    if (arguments.length == 1) {
      Value only = arguments[0];
      return frame -> function.of(new Object[] {only.of(frame)});
    }
    Value left = arguments[0];
    Value right = arguments[1];
    return frame -> function.of(new Object[] {left.of(frame), right.of(frame)});
  }

  private Value variable(String name, Place place) {
    Scope.Slot at = scope.find(name);
    if (at == null) {
      throw new ModelFault(
          place,
          "there is no variable %s: there are %s"
              .formatted(name, String.join(", ", scope.names())));
    }
    int levels = at.levels();
    int slot = at.slot();
    return frame -> {
      Object value = frame.up(levels).slots()[slot];
      if (value == null) {
        throw new ModelFault(place, name + " has no value yet");
      }
      return value;
    };
  }
}
