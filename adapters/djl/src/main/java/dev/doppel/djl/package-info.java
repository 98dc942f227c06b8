/**
 * Self-supervised training in DJL programs, on the PyTorch engine.
 *
 * <p>{@link dev.doppel.djl.SelfSupervision} is the entry point: it turns a recipe and a backbone
 * into a {@link ai.djl.nn.Block}, a {@link ai.djl.training.loss.Loss} and a {@link
 * ai.djl.training.Trainer}, with which {@link ai.djl.training.EasyTrain} works unchanged. {@link
 * dev.doppel.djl.DjlBackend} offers the same to the command line. {@link
 * dev.doppel.djl.CollapseWatch} watches networks that a program trains without any of this.
 *
 * <p>Not here: losses, target updates and guards, which are plugins; and the order of a step, which
 * is the runtime's.
 */
package dev.doppel.djl;
