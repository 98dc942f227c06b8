package dev.doppel.runtime.tape;

import java.util.function.UnaryOperator;

/**
 * The way back from a result to one of its operands.
 *
 * @param operand the operand
 * @param gradient from the gradient of the loss by the result to that by the operand
 */
record Edge<A>(TapeTensor<A> operand, UnaryOperator<A> gradient) {}
