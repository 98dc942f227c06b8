/**
 * The parameters of a DL4J network and where each lies in its parameter vector ({@link
 * dev.doppel.dl4j.parameter.ParameterLayout}).
 */
package dev.doppel.dl4j.parameter;
