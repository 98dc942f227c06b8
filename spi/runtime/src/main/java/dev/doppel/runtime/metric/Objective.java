package dev.doppel.runtime.metric;

/** A smooth function of several variables, to be minimised. */
interface Objective {

  /** The number of variables. */
  int size();

  /** The value at a point; its gradient there goes into the second array. */
  double evaluate(double[] point, double[] gradient);
}
