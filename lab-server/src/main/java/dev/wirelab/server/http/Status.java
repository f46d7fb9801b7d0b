package dev.wirelab.server.http;

/// The status codes that this server has (RFC 9110, 15).
enum Status {
  CONTINUE(100, "Continue"),
  OK(200, "OK"),
  CREATED(201, "Created"),
  NO_CONTENT(204, "No Content"),
  NOT_MODIFIED(304, "Not Modified"),
  BAD_REQUEST(400, "Bad Request"),
  NOT_FOUND(404, "Not Found"),
  METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
  NOT_ACCEPTABLE(406, "Not Acceptable"),
  REQUEST_TIMEOUT(408, "Request Timeout"),
  LENGTH_REQUIRED(411, "Length Required"),
  PRECONDITION_FAILED(412, "Precondition Failed"),
  CONTENT_TOO_LARGE(413, "Content Too Large"),
  URI_TOO_LONG(414, "URI Too Long"),
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type"),
  EXPECTATION_FAILED(417, "Expectation Failed"),
  MISDIRECTED_REQUEST(421, "Misdirected Request"),
  /// RFC 6585, 5.
  REQUEST_HEADER_FIELDS_TOO_LARGE(431, "Request Header Fields Too Large"),
  INTERNAL_SERVER_ERROR(500, "Internal Server Error"),
  NOT_IMPLEMENTED(501, "Not Implemented"),
  SERVICE_UNAVAILABLE(503, "Service Unavailable"),
  HTTP_VERSION_NOT_SUPPORTED(505, "HTTP Version Not Supported"),
  /// RFC 4918, 11.5.
  INSUFFICIENT_STORAGE(507, "Insufficient Storage");

  private final int code;
  private final String reason;

  Status(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  /// Whether the client has done something wrong, or something for which there is no help.
  boolean isError() {
    return code >= 400;
  }

  /// Whether there is nothing behind the header, not even a length (RFC 9110, 8.6).
  boolean isBare() {
    return code < 200 || this == NO_CONTENT || this == NOT_MODIFIED;
  }

  /// As it stands in the first line.
  @Override
  public String toString() {
    return code + " " + reason;
  }
}
