package dev.doppel.runtime.view;

import dev.doppel.runtime.training.ViewBatch;
import java.util.Map;

/**
 * What a thread made of one place in the sequence.
 *
 * @param views the views
 * @param unreadable what could not be read on the way: the message by the sample's index
 */
record LoadedBatch(ViewBatch views, Map<Integer, String> unreadable) {}
