"""Why the operating system refuses, in Chinese; its English is its own."""

from __future__ import annotations

import errno

SYSTEM = {
    errno.ENOENT: "没有这个文件或文件夹", errno.EACCES: "没有权限", errno.EPERM: "不允许这样做", errno.ENOSPC: "磁盘已满",
    errno.EROFS: "所在磁盘只读", errno.EEXIST: "已经存在", errno.EISDIR: "是一个文件夹", errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOTEMPTY: "文件夹不是空的", errno.ENAMETOOLONG: "名称太长", errno.EMFILE: "打开的文件太多", errno.EIO: "读写出错",
    errno.EDQUOT: "磁盘配额已用完", errno.EFBIG: "文件太大", errno.EBUSY: "正被占用", errno.EBADF: "已关闭",
    errno.ENOMEM: "内存不足",
    errno.EPIPE: "读取的一方已离开", errno.ELOOP: "链接循环", errno.EINVAL: "名称或操作无效", errno.ETIMEDOUT: "超时",
    errno.ECONNREFUSED: "连接被拒绝", errno.ECONNRESET: "连接中断",
    errno.EADDRINUSE: "该地址和端口已被占用", errno.EADDRNOTAVAIL: "本机没有这个地址", errno.EHOSTUNREACH: "连不上该主机",
    errno.ENETUNREACH: "网络不通",
}  # fmt: skip
