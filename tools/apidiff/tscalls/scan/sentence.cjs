"use strict";

/** An error whose message is meant for the user. */
class Sentence extends Error {}

exports.Sentence = Sentence;
