package offprint.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import offprint.engine.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Prints what is wrong with a command line in one line, and where to find help in a second. */
final class WrongUsage implements CommandLine.IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    CommandLine line = wrong.getCommandLine();
    PrintWriter err = line.getErr();
    err.println(message(wrong));
    err.printf("See: %s --help%n", line.getCommandSpec().qualifiedName());
    return Main.WRONG_INPUT;
  }

  private static String message(ParameterException wrong) {
    ArgSpec argument = wrong.getArgSpec();
    return switch (wrong) {
      case CommandLine.UnmatchedArgumentException unmatched -> unmatched(unmatched);
      case CommandLine.MissingParameterException missing -> missing(missing);
      default ->
          argument != null && wrong.getValue() != null
              ? "%s must be %s: got %s".formatted(name(argument), rule(argument), wrong.getValue())
              : String.valueOf(wrong.getMessage());
    };
  }

  private static String unmatched(CommandLine.UnmatchedArgumentException wrong) {
    String word = wrong.getUnmatched().getFirst();
    CommandLine line = wrong.getCommandLine();
    if (wrong.isUnknownOption()) {
      String name = word.split("=", 2)[0];
      return "there is no option %s%s"
          .formatted(name, Nearest.hint(name, line.getCommandSpec().optionsMap().keySet()));
    }
    return line.getSubcommands().isEmpty()
        ? "'%s' is one argument too many".formatted(word)
        : "there is no command '%s'%s"
            .formatted(word, Nearest.hint(word, line.getSubcommands().keySet()));
  }

  private static String missing(CommandLine.MissingParameterException wrong) {
    List<String> names = new ArrayList<>();
    wrong.getMissing().forEach(argument -> names.add(name(argument)));
    return names.isEmpty()
        ? String.valueOf(wrong.getMessage())
        : "%s must be given: got nothing".formatted(String.join(" and ", names));
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? option.longestName().replaceFirst("^--", "")
        : argument.paramLabel();
  }

  private static String rule(ArgSpec argument) {
    Class<?> type = argument.auxiliaryTypes()[0];
    if (argument.completionCandidates() != null && type.isEnum()) {
      List<String> words = new ArrayList<>();
      argument.completionCandidates().forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
      return "one of " + String.join(", ", words);
    }
    return type == int.class || type == long.class || type == Integer.class
        ? "a whole number"
        : "of another form";
  }
}
