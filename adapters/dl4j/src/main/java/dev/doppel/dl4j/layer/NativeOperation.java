package dev.doppel.dl4j.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One of ND4J's operations, to be run many times. ND4J makes a native object for each run and
 * leaves it to the garbage collector; here all runs share one.
 */
public final class NativeOperation {

  private final DynamicCustomOp operation;
  private final OpContext context;

  /**
   * Prepares an operation.
   *
   * @param name ND4J's name
   * @param numbers its floating-point arguments
   * @param integers its integer arguments
   */
  public NativeOperation(String name, double[] numbers, int... integers) {
    this.operation = DynamicCustomOp.builder(name).build();
    this.context = Nd4j.getExecutioner().buildContext();
    for (int integer : integers) {
      operation.addIArgument(integer);
    }
    for (double number : numbers) {
      operation.addTArgument(number);
    }
    context.setIArguments(operation.iArgs());
    context.setTArguments(operation.tArgs());
  }

  /**
   * Runs it.
   *
   * @param inputs the inputs
   * @param outputs where the outputs go
   */
  public void run(List<INDArray> inputs, List<INDArray> outputs) {
    for (int i = 0; i < inputs.size(); i++) {
      context.setInputArray(i, inputs.get(i));
    }
    for (int i = 0; i < outputs.size(); i++) {
      context.setOutputArray(i, outputs.get(i));
    }
    Nd4j.exec(operation, context);
    // Arrays of this run must not be kept from the collector until the next one.
    context.purge();
  }
}
