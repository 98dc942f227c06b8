package dev.doppel.parity;

import dev.doppel.parity.InstalledMethods.InstalledMethod;
import dev.doppel.spi.guard.TargetShaper;
import dev.doppel.spi.loss.Embeddings;
import dev.doppel.spi.loss.HeadParameter;
import dev.doppel.spi.loss.Network;
import dev.doppel.spi.loss.Role;
import dev.doppel.spi.loss.RoleRequirement;
import dev.doppel.spi.step.State;
import dev.doppel.spi.step.Step;
import dev.doppel.spi.tensor.Shape;
import dev.doppel.spi.tensor.Tensor;
import dev.doppel.spi.view.ViewKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One step of a method as a training step does it: shape the targets, compute, advance. */
final class LossComputation implements TensorEngine.Computation {

  private static final Step STEP = Step.of(0, 100);
  private static final String PROTOTYPES = HeadParameter.PROTOTYPES.layer();

  private final InstalledMethod method;

  LossComputation(InstalledMethod method) {
    this.method = method;
  }

  @Override
  public TensorEngine.Outcome compute(Map<String, List<Tensor>> inputs) {
    Embeddings raw = detached(embeddings(inputs));
    Tensor like = inputs.get(name(Role.PREDICTION)).get(0).stopGradient();
    Map<String, Tensor> stateAfter = new LinkedHashMap<>();
    List<Tensor> shaped = List.copyOf(raw.targets().values());
    if (method.shaper().isPresent()) {
      TargetShaper shaper = method.shaper().get();
      State state = remembered(shaper, raw, inputs);
      Step step = STEP.resolve(shaper);
      shaped = shaper.shape(raw, state, step);
      stateAfter.putAll(shaper.advance(raw, state, step).tensors());
    }
    Embeddings embeddings = withTargets(raw, shaped);
    State state = given(method.loss().initialState(like.size(1), like, 0), inputs);
    Step step = STEP.resolve(method.loss());
    Tensor loss = method.loss().compute(embeddings, state, step);
    stateAfter.putAll(method.loss().advance(embeddings, state, step).tensors());
    return new TensorEngine.Outcome(loss, stateAfter);
  }

  /** The shaper's state in which its queue, if there is one, holds a case's earlier features. */
  private static State remembered(
      TargetShaper shaper, Embeddings raw, Map<String, List<Tensor>> inputs) {
    State initial = shaper.initialState(raw);
    if (!inputs.containsKey(PROTOTYPES)) {
      return given(initial, inputs);
    }
    List<Tensor> queued = inputs.get(name(Role.QUEUE));
    return shaper.advance(withQueue(raw, queued), initial, STEP.resolve(shaper));
  }

  private static Embeddings withQueue(Embeddings raw, List<Tensor> features) {
    Embeddings queued = raw;
    for (int view = 0; view < features.size(); view++) {
      queued = queued.with(Role.QUEUE, view, features.get(view));
    }
    return queued;
  }

  private static Embeddings detached(Embeddings raw) {
    Embeddings detached = raw;
    for (Map.Entry<Integer, Tensor> target : raw.targets().entrySet()) {
      detached = detached.with(Role.TARGET, target.getKey(), target.getValue().stopGradient());
    }
    return detached;
  }

  /** The name that a golden state has in an extension's, which is British. */
  static String stateName(String golden) {
    return golden.equals("center") ? "centre" : golden;
  }

  private static State given(State initial, Map<String, List<Tensor>> inputs) {
    State state = initial;
    for (Map.Entry<String, List<Tensor>> input : inputs.entrySet()) {
      String name = stateName(input.getKey());
      if (initial.tensors().containsKey(name)) {
        Tensor value = input.getValue().get(0);
        state = state.with(name, value.reshape(shapeLike(initial.tensor(name), value)));
      }
    }
    return state;
  }

  /**
   * Golden vectors keep a leading axis of 1 where an extension may not; queues differ in length.
   */
  private static Shape shapeLike(Tensor initial, Tensor given) {
    return initial.shape().elements() == given.shape().elements() ? initial.shape() : given.shape();
  }

  private Embeddings embeddings(Map<String, List<Tensor>> inputs) {
    Embeddings embeddings = Embeddings.empty();
    for (RoleRequirement requirement : method.loss().roles()) {
      List<Integer> views = requirement.views().of(kinds(inputs));
      List<Tensor> tensors = tensors(requirement, views, inputs);
      if (views.size() != tensors.size()) {
        throw new IllegalArgumentException(
            "the loss asks for %s of the views %s, the case has %d"
                .formatted(requirement.role(), views, tensors.size()));
      }
      for (int i = 0; i < tensors.size(); i++) {
        embeddings = embeddings.with(requirement.role(), views.get(i), tensors.get(i));
      }
    }
    if (inputs.containsKey(PROTOTYPES)) {
      embeddings = withQueue(embeddings, inputs.get("projection"));
      embeddings = embeddings.with(HeadParameter.PROTOTYPES, inputs.get(PROTOTYPES).get(0));
    }
    return embeddings;
  }

  /** Targets that come from the online network are its predictions, given once. */
  private static List<Tensor> tensors(
      RoleRequirement requirement, List<Integer> views, Map<String, List<Tensor>> inputs) {
    List<Tensor> tensors = inputs.get(name(requirement.role()));
    if (tensors == null && requirement.network() == Network.ONLINE) {
      return views.stream().map(inputs.get(name(Role.PREDICTION))::get).toList();
    }
    return tensors == null ? List.of() : tensors;
  }

  /** Two global views, or as many as there are targets; what is predicted beyond them is local. */
  private static List<ViewKind> kinds(Map<String, List<Tensor>> inputs) {
    int global = Math.max(2, inputs.getOrDefault(name(Role.TARGET), List.of()).size());
    int views = Math.max(global, inputs.get(name(Role.PREDICTION)).size());
    List<ViewKind> kinds = new ArrayList<>();
    for (int view = 0; view < views; view++) {
      kinds.add(view < global ? ViewKind.GLOBAL : ViewKind.LOCAL);
    }
    return kinds;
  }

  private static Embeddings withTargets(Embeddings raw, List<Tensor> targets) {
    Embeddings shaped = raw;
    int index = 0;
    for (int view : raw.targets().keySet()) {
      shaped = shaped.with(Role.TARGET, view, targets.get(index++));
    }
    return shaped;
  }

  private static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
