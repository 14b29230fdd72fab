package dev.postern.app.service;

import java.util.List;

/**
 * What will be done, in this order.
 *
 * @param remarks what a person should know when it is done
 */
public record Plan(List<Step> steps, List<String> remarks) {
    public Plan {
        steps = List.copyOf(steps);
        remarks = List.copyOf(remarks);
    }
}
