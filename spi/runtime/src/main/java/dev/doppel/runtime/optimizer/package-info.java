/**
 * Optimisers as settings: which rule, its learning-rate schedule and which parameters are left out
 * of weight decay ({@link dev.doppel.runtime.optimizer.OptimizerPlan}). Adapters carry the rule out
 * on their platform's arrays.
 */
package dev.doppel.runtime.optimizer;
