package io.headrace.model;

/** Where instances of a node may be: a cloud, the machine wanted there, and the hash that is tagged on it. */
public record Site(Cloud cloud, MachineSpec machine, String machineHash) {}
