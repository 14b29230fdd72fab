package dev.postern.app.doctor;

import java.util.List;

/** Looks at one kind of thing, changes nothing, and fails never. */
@FunctionalInterface
public interface Examination {

    List<Finding> findings();
}
