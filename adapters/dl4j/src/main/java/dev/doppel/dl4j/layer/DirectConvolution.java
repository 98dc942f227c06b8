package dev.doppel.dl4j.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A convolution in one operation each way, without DL4J's copies of every patch. */
final class DirectConvolution extends ConvolutionLayer {

  private static final long serialVersionUID = 1;

  /** The weights' axes are output channels, input channels, height, width. */
  private static final int OUTPUT_CHANNELS_FIRST = 1;

  private final transient OutputActivation activation;
  private transient INDArray bias;
  private transient long[] prepared;
  private transient NativeOperation forward;
  private transient NativeOperation backward;

  DirectConvolution(NeuralNetConfiguration conf, DataType dataType, boolean differentiated) {
    super(conf, dataType);
    this.activation = new OutputActivation(layerConf().getActivationFn(), differentiated);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(false);
    activation.release();
    validateInputRank();
    INDArray output;
    try (Scratch scratch = new Scratch()) {
      INDArray plain = scratch.contiguous(input);
      int[] size = outputSize(plain);
      output =
          workspaceMgr.createUninitialized(
              ArrayType.ACTIVATIONS, dataType, shape(plain, size), 'c');
      prepare(plain, size);
      forward.run(inputs(plain), List.of(output));
    }
    return activation.apply(output, training, workspaceMgr);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    if (!Natives.hasConvolutionGradients()) {
      activation.release();
      return super.backpropGradient(epsilon, workspaceMgr);
    }
    assertInputSet(true);
    Gradient gradient = new DefaultGradient();
    INDArray result =
        workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
    try (Scratch scratch = new Scratch()) {
      INDArray delta = activation.backward(epsilon);
      INDArray plain = scratch.contiguous(input);
      INDArray weights = gradientViews.get(ConvolutionParamInitializer.WEIGHT_KEY);
      List<INDArray> inputs = inputs(plain);
      inputs.add(scratch.contiguous(delta));
      List<INDArray> outputs = new ArrayList<>(List.of(result, weights));
      gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, weights, 'c');
      if (hasBias()) {
        INDArray biases = gradientViews.get(ConvolutionParamInitializer.BIAS_KEY);
        outputs.add(biases.reshape(biases.length()));
        gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, biases);
      }
      backward.run(inputs, outputs);
    }
    activation.release();
    return new Pair<>(gradient, result);
  }

  /** The input and the parameters. */
  private List<INDArray> inputs(INDArray plain) {
    List<INDArray> inputs = new ArrayList<>();
    inputs.add(plain);
    inputs.add(getParam(ConvolutionParamInitializer.WEIGHT_KEY));
    if (hasBias()) {
      inputs.add(bias);
    }
    return inputs;
  }

  /** Makes the operations for inputs of a shape, by which padding may go. */
  private void prepare(INDArray plain, int[] outputSize) {
    if (Arrays.equals(prepared, plain.shape())) {
      return;
    }
    prepared = plain.shape().clone();
    int[] arguments = arguments(plain, outputSize);
    forward = new NativeOperation("conv2d", new double[0], arguments);
    backward = new NativeOperation("conv2d_bp", new double[0], arguments);
    if (hasBias()) {
      INDArray row = getParam(ConvolutionParamInitializer.BIAS_KEY);
      bias = row.reshape(row.length());
    }
  }

  private boolean channelsLast() {
    return layerConf().getCnn2dDataFormat() == CNN2DFormat.NHWC;
  }

  private int[] outputSize(INDArray plain) {
    return ConvolutionUtils.getOutputSize(
        plain,
        layerConf().getKernelSize(),
        layerConf().getStride(),
        convolutionMode == ConvolutionMode.Same ? null : layerConf().getPadding(),
        convolutionMode,
        layerConf().getDilation(),
        layerConf().getCnn2dDataFormat());
  }

  private long[] shape(INDArray plain, int[] size) {
    long filters = layerConf().getNOut();
    return channelsLast()
        ? new long[] {plain.size(0), size[0], size[1], filters}
        : new long[] {plain.size(0), filters, size[0], size[1]};
  }

  private int[] arguments(INDArray plain, int[] outputSize) {
    int[] kernel = layerConf().getKernelSize();
    int[] stride = layerConf().getStride();
    int[] dilation = layerConf().getDilation();
    boolean same = convolutionMode == ConvolutionMode.Same;
    int[] padding = layerConf().getPadding();
    if (same) {
      int height = Math.toIntExact(plain.size(channelsLast() ? 1 : 2));
      int width = Math.toIntExact(plain.size(channelsLast() ? 2 : 3));
      padding =
          ConvolutionUtils.getSameModeTopLeftPadding(
              outputSize, new int[] {height, width}, kernel, stride, dilation);
    }
    return new int[] {
      kernel[0],
      kernel[1],
      stride[0],
      stride[1],
      padding[0],
      padding[1],
      dilation[0],
      dilation[1],
      same ? 1 : 0,
      channelsLast() ? 1 : 0,
      OUTPUT_CHANNELS_FIRST
    };
  }
}
