package io.headrace.model;

/** The addresses of pages of the dashboard, as statuses and the API give them. */
public record Links(String serverUrl) {

    public Links {
        serverUrl = serverUrl.endsWith("/") ? serverUrl.substring(0, serverUrl.length() - 1) : serverUrl;
    }

    public String run(RunKey run) {
        return serverUrl + "/runs/" + run;
    }

    public String commit(RepositoryKey repository, String commit) {
        return serverUrl + "/commits/" + repository + "/" + commit;
    }

    /** For a commit's status: the run's page, or the commit's for the status about the commit as a whole. */
    public String status(RepositoryKey repository, CommitStatus status) {
        String mark = CommitStatus.PREFIX + "/";
        return status.context().startsWith(mark)
                ? run(repository.run(status.context().substring(mark.length())))
                : commit(repository, status.commit());
    }
}
