package org.hozon.model;

/**
 * How an account asks a mesh's center to certify it.
 *
 * @param token of the invitation
 * @param certificate the account's certificate signed by itself (DER)
 * @param name what the machine that asks is called
 */
public record EnrolRequest(String token, byte[] certificate, String name) {}
