package dev.doppel.parity;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import dev.doppel.djl.network.Backbones;
import dev.doppel.djl.network.VisionTransformerBlock;
import java.util.LinkedHashMap;
import java.util.Map;

/** DJL's vision transformer, differentiated by autograd, against the golden vectors. */
final class DjlTransformerParityTest extends TransformerParity {

  private static final NDIndex EVERYTHING = new NDIndex("...");

  @Override
  String platform() {
    return "DJL";
  }

  @Override
  Evaluation evaluate(GoldenTransformer golden) {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), DjlEngine.NAME)) {
      ParameterStore parameters = new ParameterStore(manager, false);
      parameters.setParameterServer(null, new Device[] {manager.getDevice()});
      VisionTransformerBlock block = block(golden, manager);
      NDArray input = DjlEngine.array(manager, golden.input());
      input.setRequiresGradient(true);
      float[] output;
      try (GradientCollector collector = Engine.getEngine(DjlEngine.NAME).newGradientCollector()) {
        NDArray embedding = block.forward(parameters, new NDList(input), true).singletonOrThrow();
        output = embedding.toFloatArray();
        collector.backward(embedding.mul(DjlEngine.array(manager, golden.cotangent())).sum());
      }
      Map<String, float[]> gradients = new LinkedHashMap<>();
      for (Pair<String, Parameter> parameter : block.getParameters()) {
        NDArray gradient = parameter.getValue().getArray().getGradient();
        gradients.put(parameter.getKey(), gradient.toFloatArray());
      }
      float[] attention = block.attention(parameters, input).get(":, :, 1:").toFloatArray();
      return new Evaluation(output, attention, gradients, input.getGradient().toFloatArray());
    }
  }

  private static VisionTransformerBlock block(GoldenTransformer golden, NDManager manager) {
    VisionTransformerBlock block =
        (VisionTransformerBlock)
            Backbones.build("vit-tiny", golden.options(), golden.imageSize(), golden.channels(), 1);
    NDArray input = DjlEngine.array(manager, golden.input());
    block.initialize(manager, DataType.FLOAT32, input.getShape());
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      NDArray values = DjlEngine.array(manager, golden.parameters().get(parameter.getKey()));
      // Detached, so that it may be overwritten; it shares the parameter's storage.
      parameter.getValue().getArray().stopGradient().set(EVERYTHING, values);
    }
    return block;
  }
}
