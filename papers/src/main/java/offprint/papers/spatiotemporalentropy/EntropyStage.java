package offprint.papers.spatiotemporalentropy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.method.Run;
import org.jspecify.annotations.Nullable;

/** One entropy model in training: its linear part by itself, then that and the networks. */
final class EntropyStage {
  private static final double LINEAR_RATE = 2e-2;
  private static final double LINEAR_RATE_JOINT = 5e-3;

  private final Course course;
  private final boolean video;
  private final Parameters linear;
  private final Parameters network;
  private final boolean serial;
  private boolean networks;

  EntropyStage(Course course, boolean video) {
    this.course = course;
    this.video = video;
    Weights weights = new Weights(course.plan().sizes());
    ModelTensors start = course.start();
    serial = course.plan().schedule().serial() || (start != null && start.serial());
    linear = weights.linear(video, serial).on(course.session(), course.random());
    network = weights.network(video).on(course.session(), course.random());
    if (start != null) {
      Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(linear.tensors());
      tensors.putAll(start.tensors().tensors()); // a serial scan may be new
      linear.load(Safetensors.of(tensors, Map.of()));
      networks = start.networks(video);
      if (networks) {
        network.load(start.tensors());
      }
    }
  }

  private String name() {
    return video ? "video" : "intra";
  }

  /** Trains the linear part alone, beside networks that stay as they are where there are any. */
  void fit(Course.Material material, Run run) {
    if (course.plan().schedule().fitSteps() > 0) {
      List<Descent.Group> groups = List.of(new Descent.Group(linear, LINEAR_RATE));
      descend(name() + " fit", course.plan().schedule().fitSteps(), groups, loss(), material, run);
    }
  }

  /** Trains linear part and networks. */
  void join(Course.Material material, Run run) {
    if (course.plan().schedule().steps() > 0) {
      List<Descent.Group> groups = new ArrayList<>(groups(1));
      groups.add(new Descent.Group(network, course.plan().schedule().rate()));
      descend(name(), course.plan().schedule().steps(), groups, loss(network), material, run);
      networks = true;
    }
  }

  /** What another stage may train along. */
  List<Descent.Group> groups(double share) {
    return List.of(new Descent.Group(linear, share * LINEAR_RATE_JOINT));
  }

  /** Bits of what is coded, by what was trained so far. */
  EntropyLoss loss() {
    return loss(networks ? network : null);
  }

  private EntropyLoss loss(@Nullable Parameters net) {
    Sizes sizes = course.plan().sizes();
    return new EntropyLoss(
        course.session(),
        course.neighbours(),
        video,
        sizes.mixture(),
        sizes.residual(),
        linear,
        net);
  }

  Map<String, Safetensors.Tensor> tensors() {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    if (networks) {
      tensors.putAll(network.tensors());
    }
    tensors.putAll(linear.tensors());
    return tensors;
  }

  private void descend(
      String stage,
      int steps,
      List<Descent.Group> groups,
      EntropyLoss loss,
      Course.Material material,
      Run run) {
    Descent descent = new Descent(stage, steps, groups, run);
    Descent.Outcome outcome =
        descent.run(
            () -> {
              List<Example> batch = new ArrayList<>();
              for (Footage.Pair pair : course.batch(material)) {
                batch.add(example(pair, material, course.random().nextInt(Levels.COUNT)));
              }
              return loss.bitsPerPixel(batch, course.priors(serial), course.random());
            },
            () -> held(loss, material, run));
    course.outcomes().put(stage, outcome);
  }

  private Example example(Footage.Pair pair, Course.Material material, int quality) {
    Levels levels = material.levels();
    return video ? pair.video(levels, quality) : pair.intra(levels, quality);
  }

  private double held(EntropyLoss loss, Course.Material material, Run run) {
    double sum = 0;
    List<LatentCoder.Priors> judged = course.judged(serial);
    List<Footage.Pair> checks = material.checks();
    for (int i = 0; i < checks.size(); i++) {
      run.progress(0, "held-back frames");
      List<Example> one = List.of(example(checks.get(i), material, i % Levels.COUNT));
      for (LatentCoder.Priors priors : judged) {
        sum +=
            course.session()
                .evaluate(() -> loss.bitsPerPixel(one, priors, Course.Middle.INSTANCE))[0];
      }
    }
    return sum / (checks.size() * judged.size());
  }
}
