#include <curl/curl.h>

/// curl_easy_setopt, which is variadic, for each kind of value; strings are copied by libcurl.
static inline CURLcode condense_curl_set_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode condense_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode condense_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

/// The bytes of a request, which libcurl copies.
static inline CURLcode condense_curl_set_body(CURL *handle, const void *bytes, long count) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, count);
    return code ? code : curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, (const char *)bytes);
}

/// Where the bytes of an answer go; `receiver` comes back as its last argument.
static inline CURLcode condense_curl_set_receiver(CURL *handle, curl_write_callback receive, void *receiver) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, receive);
    return code ? code : curl_easy_setopt(handle, CURLOPT_WRITEDATA, receiver);
}

/// curl_easy_getinfo, which is variadic, for numbers; 0 when there is none.
static inline long condense_curl_number(CURL *handle, CURLINFO info) {
    long value = 0;
    return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : 0;
}

/// The result of the finished transfer of a multi handle; -1 while it has not ended.
static inline int condense_curl_result(CURLM *multi) {
    int left = 0;
    CURLMsg *message = curl_multi_info_read(multi, &left);
    return message && message->msg == CURLMSG_DONE ? (int)message->data.result : -1;
}
