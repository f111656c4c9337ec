package io.headrace;

import io.headrace.model.Problem;
import java.util.List;

/** What reading a configuration came to. */
sealed interface ConfigRead {

    /** A configuration to start with; what is doubtful in it are warnings. */
    record Valid(ServerConfig config, List<Problem> warnings) implements ConfigRead {
        public Valid {
            warnings = List.copyOf(warnings);
        }
    }

    /** Nothing can be started; all problems at once, the file's in its order, then the variables'. */
    record Invalid(List<Problem> problems) implements ConfigRead {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
