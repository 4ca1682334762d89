package dev.duologue.server.ops;

import java.util.Map;
import java.util.TreeMap;

/// Metrics in the text format of Prometheus, version 0.0.4. Names and labels are constants of this
/// program: none comes from a client.
public final class MetricsText {
    /// The media type of the format.
    public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder(8192);

    /// Nothing yet.
    public MetricsText() {}

    /// What goes up and down.
    public MetricsText gauge(String name, String help, Number value) {
        return head(name, help, "gauge").sample(name, "", value);
    }

    /// What only goes up while the program runs.
    ///
    /// @param name ends with `_total`
    public MetricsText counter(String name, String help, Number value) {
        return head(name, help, "counter").sample(name, "", value);
    }

    /// What only goes up, for each value of one label.
    public MetricsText counters(
            String name, String help, String label, Map<String, ? extends Number> values) {
        head(name, help, "counter");
        return samples(name, label, values);
    }

    /// What goes up and down, for each value of one label.
    public MetricsText gauges(
            String name, String help, String label, Map<String, ? extends Number> values) {
        head(name, help, "gauge");
        return samples(name, label, values);
    }

    /// A histogram.
    ///
    /// @param bounds of the buckets, rising
    /// @param counts of what fell into each of them, and last what exceeded all
    MetricsText histogram(String name, String help, double[] bounds, long[] counts, double sum) {
        head(name, help, "histogram");
        long all = 0;
        for (int i = 0; i < counts.length; i++) {
            all += counts[i];
            String bound = i < bounds.length ? Double.toString(bounds[i]) : "+Inf";
            sample(name + "_bucket", labelled("le", bound), all);
        }
        return sample(name + "_sum", "", sum).sample(name + "_count", "", all);
    }

    private MetricsText samples(String name, String label, Map<String, ? extends Number> values) {
        new TreeMap<>(values)
                .forEach((value, number) -> sample(name, labelled(label, value), number));
        return this;
    }

    private MetricsText head(String name, String help, String type) {
        text.append("# HELP ").append(name).append(' ').append(help).append("\n# TYPE ");
        text.append(name).append(' ').append(type).append('\n');
        return this;
    }

    private static String labelled(String label, String value) {
        return "{" + label + "=\"" + value + "\"}";
    }

    private MetricsText sample(String name, String labels, Number value) {
        text.append(name).append(labels).append(' ').append(value).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
