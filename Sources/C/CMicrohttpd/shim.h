#include <microhttpd.h>

/// The limits of a server.
struct condense_http_limits {
    /// Connections at one time; those beyond wait in the socket's queue.
    unsigned connections;
    /// After how many seconds in which nothing moves a connection is closed; a suspended one is not.
    unsigned timeout_secs;
    /// Bytes for a request's line and headers, and for what is being sent.
    size_t memory;
};

/// MHD_start_daemon, which is variadic, on a listening socket, with one thread that sleeps in epoll_wait until
/// something happens; NULL on failure. All callbacks come from that thread and get `context`.
static inline struct MHD_Daemon *condense_http_start(int listener, struct condense_http_limits limits,
                                                     MHD_NotifyConnectionCallback connected,
                                                     MHD_AccessHandlerCallback asked,
                                                     MHD_RequestCompletedCallback completed, void *context) {
    return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, 0, NULL,
                            NULL, asked, context, MHD_OPTION_LISTEN_SOCKET, listener,
                            MHD_OPTION_CONNECTION_LIMIT, limits.connections, MHD_OPTION_CONNECTION_TIMEOUT,
                            limits.timeout_secs, MHD_OPTION_CONNECTION_MEMORY_LIMIT, limits.memory,
                            MHD_OPTION_NOTIFY_CONNECTION, connected, context, MHD_OPTION_NOTIFY_COMPLETED,
                            completed, context, MHD_OPTION_END);
}

/// The descriptor of a connection; MHD_get_connection_info is variadic.
static inline int condense_http_descriptor(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

/// The context that was stored for a connection when it began; MHD_get_connection_info is variadic.
static inline void *condense_http_connection_context(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

/// MHD_SIZE_UNKNOWN and the two ends of a stream, which are macros with casts.
static inline uint64_t condense_http_unknown_size(void) { return MHD_SIZE_UNKNOWN; }
static inline ssize_t condense_http_end_of_stream(void) { return MHD_CONTENT_READER_END_OF_STREAM; }
