package dev.doppel.djl;

import ai.djl.nn.Block;
import dev.doppel.runtime.network.BatchStatistics;
import dev.doppel.runtime.network.HeadSpecification;
import dev.doppel.runtime.step.Collective;
import dev.doppel.runtime.step.Method;
import dev.doppel.runtime.step.StepRoles;
import java.util.function.Supplier;

/**
 * What the online and target networks are made of.
 *
 * @param backbone makes the backbone; called twice where the target has a network of its own
 * @param projector the projector
 * @param predictor the predictor
 * @param batchStatistics which samples share batch statistics
 * @param method the method
 * @param roles the outputs that the method needs
 * @param seed the seed of the heads' initial weights
 * @param collective what the workers of the run exchange
 */
record NetworkSettings(
    Supplier<Block> backbone,
    HeadSpecification projector,
    HeadSpecification predictor,
    BatchStatistics batchStatistics,
    Method method,
    StepRoles roles,
    long seed,
    Collective collective) {}
